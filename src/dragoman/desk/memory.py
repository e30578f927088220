"""What takes long to count is remembered for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar

Answer = TypeVar("Answer")

_MOST = 256  # answers that are remembered


class _Kept(NamedTuple):
    answer: Any
    at: float
    seconds: float  # that it is good for


class Memory:
    """Answers by key. An old one is given out once more while a new one is made, so that no reader waits for it."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, _Kept] = {}
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()
        self._changes = 0

    def recall(self, key: Hashable, seconds: float, make: Callable[[], Answer]) -> Answer:
        """The answer under `key`, made anew in the background where it is older than `seconds`."""
        with self._lock:
            kept = self._kept.get(key)
            making = self._making.setdefault(key, threading.Lock())
        if kept is None:
            with making:  # ten readers wait for one
                with self._lock:
                    kept = self._kept.get(key)
                answer: Answer = kept.answer if kept else self._make(key, seconds, make)
                return answer
        if time.monotonic() - kept.at > seconds and making.acquire(blocking=False):
            threading.Thread(target=self._renew, args=(key, seconds, make, making), daemon=True).start()
        old: Answer = kept.answer
        return old

    def forget(self, seconds: float) -> None:
        """Drop answers that are good for no longer than this: somebody changed something and wants to see it."""
        with self._lock:
            self._kept = {key: kept for key, kept in self._kept.items() if kept.seconds > seconds}
            self._changes += 1

    def _renew(self, key: Hashable, seconds: float, make: Callable[[], Any], making: threading.Lock) -> None:
        try:
            self._make(key, seconds, make)
        finally:
            making.release()

    def _make(self, key: Hashable, seconds: float, make: Callable[[], Answer]) -> Answer:
        changes = self._changes
        answer = make()
        with self._lock:
            if changes != self._changes:
                return answer  # of before the change: not to be kept
            if len(self._kept) >= _MOST:
                oldest = min(self._kept, key=lambda k: self._kept[k].at)
                del self._kept[oldest]
                self._making.pop(oldest, None)
            self._kept[key] = _Kept(answer, time.monotonic(), seconds)
        return answer
