"""The roster: who is enrolled to answer customers, on what, when; who may answer at an instant; /verify."""
