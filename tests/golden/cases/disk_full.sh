# exit: 1
lifang list settings > /dev/full
