"""The fault campaign: the cluster under load, interrupted in every way, and what is left of it examined.

``python -m tests.system.campaign --help`` explains how to run one. The rooms:

``kinds``       the table of faults: what is struck, how long, how often in a round
``processes`` ``servers`` ``mail`` ``copies``   how each is done to the real thing
``plan``        which fault comes when, out of a seed
``canary``      how recovery is measured: one request from end to end
``quiet``       waiting until nothing moves any more
``invariants`` ``promises`` ``pictures``   what must hold then
``figures``     what is counted and printed
``run``         the campaign itself
"""
