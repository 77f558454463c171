"""The cage: strangers' files are read in a process that can do nothing but read them. What is made
of their pixels is the caller's business. docs/decisions/0007 says why it is built like this.
"""
