kill -s "$1" "$2"
