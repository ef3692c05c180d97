# Called as: report.sh <name of the winner> <its accuracy on the test part>
set -eu
printf '# Penguins\n\nChosen on the validation part: **%s**. On the test part it is right for a share of **%s**.\n' "$1" "$2"
