"""Order and circles in a tree that is given as one superior for each member."""


def circles(superiors):
    """Return the members that are their own superior, directly or through others.

    :param dict superiors: member to its superior; None, or a superior that is no key, ends a way up
    :return: set of members that stand on a circle (not those merely below one)
    """
    done, on_circle = set(), set()
    for start in superiors:
        way, member = {}, start
        while member in superiors and member not in done and member not in way:
            way[member] = len(way)
            member = superiors[member]
        if member in way:
            on_circle.update(list(way)[way[member] :])
        done.update(way)
    return on_circle


def levels(superiors):
    """Return the members in groups, each group's superiors in an earlier one or outside.

    :param dict superiors: as for :func:`circles`, without circles
    :return: list of lists, top first, in the order of the dict
    """
    depth = {}
    for start in superiors:
        way, member = [], start
        while member in superiors and member not in depth:
            way.append(member)
            member = superiors[member]
        first = depth.get(member, -1)
        for step, passed in enumerate(reversed(way), 1):
            depth[passed] = first + step
    groups = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for member in superiors:
        groups[depth[member]].append(member)
    return groups
