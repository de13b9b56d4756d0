# exit: 2
lifang zzzzzz
