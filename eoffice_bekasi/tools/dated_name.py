"""What something was called on a day, from its name now and the names it had before."""


def name_on(current, former, day):
    """Return the name that was in force on a day.

    :param str current: the name now
    :param former: iterable of (last day, name) of the names before, in any order
    :param datetime.date day: any day
    :return: the name; on the last day of a former name that name is still in force
    """
    later = [(last_day, name) for last_day, name in former if last_day >= day]
    return min(later)[1] if later else current
