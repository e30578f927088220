"""How positions are read: words of stance, judgements in what is said, and what they are about."""
