mkdir -p out/folder
grep greeting params.yaml | sed "s/.*: //" > out/greeting.txt
date -u -d @0 +%Y > out/folder/year.txt
printf %s "$DVC_STAGE" > out/folder/stage.txt
