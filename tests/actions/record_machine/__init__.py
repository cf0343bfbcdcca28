"""Whatever people do, in whatever order: the record stays one, whole, and in human hands.

Hypothesis makes up courses of two weeks (`course`), one deed after the other (`deeds`), against
the real actions and the real database. After each deed the same sentences have to hold
(`sentences`).
"""
