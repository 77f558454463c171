"""The list of system calls that a caged process keeps; the Linux kernel refuses it all others.

Written by hand against <linux/seccomp.h> and <linux/filter.h>, since it needs no library: a filter
is an array of comparisons.
"""

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _MODE_FILTER = 22, 38, 2
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
# Instructions of the filter: load a word, compare, compare bits, return.
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
# Where struct seccomp_data keeps them; both machines are little-endian.
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
_PROT_EXEC, _CLONE_THREAD = 0x4, 0x10000
# The second table of x86_64, whose numbers would slip past a comparison with the first.
_X32_BIT = 0x40000000


@dataclass(frozen=True)
class _Machine:
    """One processor's name in the kernel's audit and its numbers of calls."""

    audit: int
    plain: Mapping[str, int]
    mmap: int
    mprotect: int
    clone: int
    clone3: int


# Memory, time, locks, the files that are open already, and the end. No call here takes a path, an
# address or another process.
_MACHINES: Final = {
    "x86_64": _Machine(
        audit=0xC000003E,
        plain={
            "read": 0,
            "write": 1,
            "munmap": 11,
            "brk": 12,
            "rt_sigprocmask": 14,
            "rt_sigreturn": 15,
            "sched_yield": 24,
            "mremap": 25,
            "madvise": 28,
            "getpid": 39,
            "exit": 60,
            "gettimeofday": 96,
            "sigaltstack": 131,
            "gettid": 186,
            "futex": 202,
            "sched_getaffinity": 204,
            "clock_gettime": 228,
            "exit_group": 231,
            "set_robust_list": 273,
            "getrandom": 318,
            "rseq": 334,
        },
        mmap=9,
        mprotect=10,
        clone=56,
        clone3=435,
    ),
    "aarch64": _Machine(
        audit=0xC00000B7,
        plain={
            "read": 63,
            "write": 64,
            "exit": 93,
            "exit_group": 94,
            "futex": 98,
            "set_robust_list": 99,
            "clock_gettime": 113,
            "sched_getaffinity": 123,
            "sched_yield": 124,
            "sigaltstack": 132,
            "rt_sigprocmask": 135,
            "rt_sigreturn": 139,
            "gettimeofday": 169,
            "getpid": 172,
            "gettid": 178,
            "brk": 214,
            "munmap": 215,
            "mremap": 216,
            "madvise": 233,
            "getrandom": 278,
            "rseq": 293,
        },
        mmap=222,
        mprotect=226,
        clone=220,
        clone3=435,
    ),
}


class _Program(ctypes.Structure):
    """struct sock_fprog: how many instructions of eight bytes, and where they are."""

    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def keep_few_calls(*, threads: bool) -> bool:
    """Give up every other system call for good, also those that start threads unless ``threads``;
    False where the system has no such filter.

    Whatever has to be imported or opened must be so already.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None or sys.byteorder != "little":
        return False
    code = filter_for(machine, threads=threads)
    program = _Program(len(code) // 8, code)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_void_p] * 4
    # Without this only root may set a filter; with it nothing that is executed can gain rights.
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.addressof(program), 0, 0)


def filter_for(machine: _Machine, *, threads: bool) -> bytes:
    """The filter: allowed calls are allowed, all others answer "not permitted"."""
    return b"".join(
        [
            _instruction(_LOAD, _MACHINE_AT),
            _instruction(_EQUAL, machine.audit, yes=1),
            _instruction(_RETURN, _KILL),
            _instruction(_LOAD, _NUMBER_AT),
            _instruction(_AT_LEAST, _X32_BIT, no=1),
            _instruction(_RETURN, _ERRNO | errno.EPERM),
            *(_when(number, _instruction(_RETURN, _ALLOW)) for number in machine.plain.values()),
            # Memory, but none that can be executed.
            _when(machine.mmap, _unless(_PROT_EXEC, in_argument=2)),
            _when(machine.mprotect, _unless(_PROT_EXEC, in_argument=2)),
            # Never processes; how many threads there may be is bounded in limits.py.
            _when(machine.clone, _only_with(_CLONE_THREAD, in_argument=0)) if threads else b"",
            # Its flags are behind a pointer; on this answer the C library takes clone instead.
            _when(machine.clone3, _instruction(_RETURN, _ERRNO | errno.ENOSYS)),
            _instruction(_RETURN, _ERRNO | errno.EPERM),
        ]
    )


def _instruction(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """One step; a comparison skips so many of the next when it is true or false."""
    return struct.pack("<HBBI", code, yes, no, value)


def _when(number: int, then: bytes) -> bytes:
    return _instruction(_EQUAL, number, no=len(then) // 8) + then


def _unless(bits: int, *, in_argument: int) -> bytes:
    return (
        _instruction(_LOAD, _ARGUMENTS_AT + 8 * in_argument)
        + _instruction(_ANY_BIT, bits, no=1)
        + _instruction(_RETURN, _ERRNO | errno.EPERM)
        + _instruction(_RETURN, _ALLOW)
    )


def _only_with(bits: int, *, in_argument: int) -> bytes:
    return (
        _instruction(_LOAD, _ARGUMENTS_AT + 8 * in_argument)
        + _instruction(_ANY_BIT, bits, no=1)
        + _instruction(_RETURN, _ALLOW)
        + _instruction(_RETURN, _ERRNO | errno.EPERM)
    )
