# exit: 0
lifang --version
lifang version
