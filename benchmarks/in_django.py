"""Runs one function of a benchmark module that needs Django and prints its answer as JSON.

The benchmarks' own process knows nothing of Django: its servers' addresses are not known when
settings would be read, and memory is measured process by process.
"""

import importlib
import json
import sys

import django

if __name__ == "__main__":
    django.setup()
    _program, _module, _function, *_arguments = sys.argv
    _call = getattr(importlib.import_module(f"benchmarks.{_module}"), _function)
    print(json.dumps(_call(*_arguments)))
