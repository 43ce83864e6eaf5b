"""Running numbers as people write them: 4, 7-9 (runs are joined)."""


def number_ranges(numbers):
    """Return numbers as one short text, runs of three and more joined by a dash.

    :param numbers: any iterable of integers
    :rtype: str
    """
    runs = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]}\N{EN DASH}{run[-1]}" if len(run) > 2 else ", ".join(map(str, run))
        for run in runs
    )
