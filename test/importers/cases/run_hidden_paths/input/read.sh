cat out/greeting.txt out/folder/year.txt
echo "$1" "$2" "$3"
