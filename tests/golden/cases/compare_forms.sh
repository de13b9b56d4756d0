# A workspace and its results.json say the same, and so does the city file that names the workspace.
lifang run city.yaml --workspace out/city.lifang --output out > /dev/null
lifang compare out/city.lifang out/results.json
sed 's#^layers:#workspace: out/city.lifang\nlayers:#' city.yaml > named.yaml
lifang compare named.yaml out/results.json --lang zh
