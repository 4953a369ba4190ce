"""Reflex state: parse input, call one service, map the result to vars and toasts."""
