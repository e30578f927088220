"""The stages: one annotation layer a file, each a function from draft and knowledge to draft (docs/architecture.md)."""
