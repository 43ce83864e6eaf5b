"""The way of a letter as stages: who is asked after whom, and who at the same time.

A chain is a list of steps in order. A step that is *with the previous* is asked together with the
one before it; the first of a chain never is, whatever it says. Knows nothing of Odoo: a step is
anything with the attributes ``with_previous`` and ``state``.
"""

#: States of a step that nobody has to do with any more.
SETTLED = frozenset({"done", "skipped"})


def stages(steps):
    """Return the steps in their stages: list of lists, in order.

    :param steps: steps in the order of the chain
    """
    found = []
    for step in steps:
        if step.with_previous and found:
            found[-1].append(step)
        else:
            found.append([step])
    return found


def next_steps(steps):
    """Return the steps that are asked now: those that wait in the first stage that isn't settled.

    None while somebody is still asked, or when all are settled.

    :param steps: steps in the order of the chain
    """
    for stage in stages(steps):
        if any(step.state not in SETTLED for step in stage):
            if any(step.state == "current" for step in stage):
                return []
            return [step for step in stage if step.state == "waiting"]
    return []


def before(steps, step):
    """Return the steps of the stages before that of ``step``, in order."""
    found = []
    for stage in stages(steps):
        if step in stage:
            return found
        found += stage
    return found


def after(steps, step):
    """Return the steps of the stages after that of ``step``, in order."""
    ordered = list(steps)
    mine = next(stage for stage in stages(ordered) if step in stage)
    return ordered[len(before(ordered, step)) + len(mine) :]
