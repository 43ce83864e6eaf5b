"""The way of a letter as stages: who is asked after whom, and who at the same time.

A chain is a list of steps in order. A step that is *with the previous* is asked together with the
one before it; the first of a chain never is, whatever it says. Knows nothing of Odoo: a step is
anything with the attributes ``with_previous``, ``state`` and, where a paraf may be asked again,
``asked_again``.
"""

#: States of a step that nobody has to do with any more.
SETTLED = frozenset({"done", "skipped", "forwarded"})


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
    """Return the steps that are to be asked now: those that wait in the first unsettled stage.

    Those who are asked again go before: they are asked together, wherever they stand.

    :param steps: steps in the order of the chain
    """
    steps = list(steps)
    waiting = [step for step in steps if step.state == "waiting"]
    if again := [step for step in waiting if getattr(step, "asked_again", False)]:
        return again
    for stage in stages(steps):
        if any(step.state not in SETTLED for step in stage):
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


def furthest_place(steps):
    """Return the number of the first stage that a new step may not come before.

    It is the first stage that is not settled; nobody new is put before what is done there.

    :param steps: steps in the order of the chain
    """
    found = stages(steps)
    for place, stage in enumerate(found):
        if any(step.state not in SETTLED for step in stage):
            return place
    return len(found)


def insert(steps, new, place, join=False):
    """Return the chain with a new step in it, as list of (step, with_previous).

    :param steps: steps in the order of the chain
    :param new: the step that comes in
    :param int place: the number of the stage that it joins, or before which it stands by itself
    :param bool join: whether it is asked together with that stage
    """
    groups = [list(stage) for stage in stages(steps)]
    if join:
        groups[place].append(new)
    else:
        groups.insert(place, [new])
    return [(step, bool(nth)) for group in groups for nth, step in enumerate(group)]
