"""What reading costs: CPU seconds a 500-word report in a batch, memory at the peak, seconds to the first brief.

    python -m benchmarks.speed            # reads the project's own examples; needs no data

Figures are for this machine as it is now; nothing here fails on a time.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
WORDS = 500
REPORTS = 60


def reports() -> Iterator[str]:
    """Different reports of `WORDS` words each, made of the examples' paragraphs in turning order."""
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    paragraphs = [line for text in texts for line in text.split("\n") if line.strip()]
    for number in range(REPORTS):
        turned = paragraphs[number % len(paragraphs) :] + paragraphs[: number % len(paragraphs)]
        words: list[str] = []
        kept = []
        for paragraph in turned * 4:
            kept.append(paragraph)
            words += paragraph.split()
            if len(words) >= WORDS:
                break
        yield "\n\n".join(kept)


def first_brief() -> float:
    """Wall seconds from typing the command to the end of the brief of one example."""
    example = sorted(EXAMPLES.glob("*.txt"))[0]
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "dragoman", "read", str(example)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import dragoman

    brief = first_brief()
    list(dragoman.read_many(["Warm up: ministers met in Vienna on Monday."]))
    start, cpu, words = time.perf_counter(), time.process_time(), 0
    for record in dragoman.read_many(reports()):
        words += len(record.report.text.split())
    cpu, wall = time.process_time() - cpu, time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{REPORTS} reports, {words} words: {wall:.1f} s by the clock")
    print(f"CPU seconds a {WORDS}-word report   {cpu / words * WORDS:.3f}   (aim 0.25)")
    print(f"memory at the peak, MB             {peak:.0f}   (aim 1000)")
    print(f"seconds to the first brief         {brief:.1f}   (aim 6)")


if __name__ == "__main__":
    main()
