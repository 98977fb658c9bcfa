"""Voting power by packages from PyPI, for the record of benches/examples/voting.

One question a line on standard input, one reply a line on standard output, both JSON. A question is

    {"package": "powerindex", "index": "banzhaf", "quota": 12, "weights": [4, 4, 4, 2, 2, 1], "seconds": 60}

with the index "banzhaf" (scaled to sum to 1) or "shapley-shubik", and the processor time after which to give up.
Replies are {"seconds": ..., "index": [...]}, one number a seat, or {"longer_than": ...} or {"error": ...}. The first
line out, before any question, lists the packages: {"packages": {"powerindex": "0.3.5", "power_bdd": null}}, null for
one that is absent.

Times are processor time of this process around the package's own calls: from the numbers to the finished list. Each
question builds the game anew, since both packages keep what they computed with it.
"""

import contextlib
import gc
import importlib
import importlib.metadata
import io
import json
import signal
import sys
import time

# The name to install, and the module.
PACKAGES = {"powerindex": "powerindex", "power_bdd": "power_bdd.bdd"}


class OutOfTime(Exception):
    pass


def out_of_time(_signal, _frame):
    raise OutOfTime


def powerindex(module, question):
    game = module.Game(question["quota"], question["weights"])
    if question["index"] == "banzhaf":
        game.calc_banzhaf()
        return game.banzhaf
    game.calc_shapley_shubik()
    return game.shapley_shubik


def power_bdd(module, question):
    # Heavy seats first: a diagram in the order of the question takes it several times as long.
    weights = question["weights"]
    order = sorted(range(len(weights)), key=lambda seat: -weights[seat])
    diagram = module.BDD(module.WeightedGame(question["quota"], [weights[seat] for seat in order]))
    if question["index"] == "banzhaf":
        numbers = diagram.calc_banzhaf()
        total = sum(numbers)
        numbers = [number / total for number in numbers]
    else:
        numbers = diagram.calc_shapley()
    by_seat = [0.0] * len(weights)
    for seat, number in zip(order, numbers):
        by_seat[seat] = number
    return by_seat


ENGINES = {"powerindex": powerindex, "power_bdd": power_bdd}


def found():
    modules, versions = {}, {}
    for package, module in PACKAGES.items():
        try:
            modules[package] = importlib.import_module(module)
            versions[package] = importlib.metadata.version(package)
        except ImportError:
            versions[package] = None
    return modules, versions


def reply(modules, question):
    module = modules.get(question["package"])
    if module is None:
        return {"error": "not installed"}
    engine = ENGINES[question["package"]]
    # What the last question left behind is no part of this one.
    gc.collect()
    # The timer counts processor time, as the clock below does.
    signal.setitimer(signal.ITIMER_PROF, question["seconds"])
    try:
        # Packages that talk would be taken for replies.
        with contextlib.redirect_stdout(io.StringIO()):
            start = time.process_time()
            index = engine(module, question)
            seconds = time.process_time() - start
    except OutOfTime:
        return {"longer_than": question["seconds"]}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return {"seconds": seconds, "index": [float(number) for number in index]}


def main():
    signal.signal(signal.SIGPROF, out_of_time)
    modules, versions = found()
    print(json.dumps({"packages": versions}), flush=True)
    for line in sys.stdin:
        print(json.dumps(reply(modules, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
