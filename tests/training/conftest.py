"""What trains needs torch, which is no part of the development extra: these tests are collected where it is there."""

from importlib.util import find_spec

collect_ignore = (
    []
    if find_spec("torch") and find_spec("safetensors")
    else ["test_bond_training.py", "test_network.py", "test_relation_training.py", "test_train.py"]
)
