echo "{\"loss\": $1}"
