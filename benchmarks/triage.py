"""Triage tasks a second of one worker process, against a task that does nothing."""

from dataclasses import replace

from tipsite.launcher.children import worker_child
from tipsite.launcher.processes import Child

from .ground import Ground, running, wait_for
from .load import LoadGenerator
from .sizes import Sizes
from .table import Figure, Ratio, Results, pair_ratios


def measure(ground: Ground, _load: LoadGenerator, sizes: Sizes, _appeals: list[str]) -> Results:
    """Pairs of drained queues on one live worker: sealed tips, then empty tasks."""
    results = Results("Triage (tasks a second of one worker process)")
    ground.empty_queue()
    ground.forget_tips()
    with running(_worker(ground)) as worker:
        wait_for(worker, lambda: b" ready." in worker.log.read_bytes())
        pid = worker.process.pid if worker.process else 0
        counts = (sizes.pairs, sizes.triaged_tips, sizes.empty_tasks)
        rates = ground.ask("draining", "drain_in_turn", pid, *counts)
    ratios = pair_ratios(rates["triage"], rates["empty"])
    results.ratios.append(Ratio("triage of a tip : empty Celery task", ratios))
    results.figures.append(Figure("tips triaged", rates["triage"], "a second"))
    results.figures.append(Figure("empty Celery tasks", rates["empty"], "a second"))
    return results


def _worker(ground: Ground) -> Child:
    """The launcher's worker with a single process, and one task more than it has."""
    child = worker_child(ground.environment("worker"), ground.places)
    command = list(child.command)
    command[command.index("tipsite.celery")] = "benchmarks.empty_task"
    command[command.index("--concurrency") + 1] = "1"
    return replace(child, command=command)
