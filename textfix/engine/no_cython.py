"""Stands in for the `cython` module where Cython is not installed and the core runs interpreted.

Only what the core uses: types that convert nothing and decorators that change nothing.
"""

from __future__ import annotations

from typing import Any

compiled = False


class _Type:
    """A C type as an annotation; also its pointer, memory view and const forms."""

    def __getitem__(self, _: Any) -> _Type:
        return self


def __getattr__(name: str) -> Any:
    if name in _TYPES:
        return _TYPES[name]
    raise AttributeError(name)


_TYPES = {
    name: _Type()
    for name in (
        "bint",
        "char",
        "const",
        "double",
        "int",
        "long",
        "longlong",
        "Py_ssize_t",
        "Py_UCS4",
        "schar",
        "short",
        "size_t",
        "uchar",
        "uint",
        "ulong",
        "ulonglong",
        "ushort",
        "void",
    )
}


def _unchanged(target: Any) -> Any:
    return target


def _decorator(*_: Any, **__: Any) -> Any:
    return _unchanged


boundscheck = wraparound = cdivision = initializedcheck = returns = exceptval = _decorator
cclass = cfunc = ccall = inline = final = nogil = _unchanged


def declare(_: Any = None, value: Any = None, **__: Any) -> Any:
    """The value itself."""
    return value


def cast(_: Any, value: Any, **__: Any) -> Any:
    """The value itself: mask it where C would have cut it off."""
    return value
