# Completion of lifang for bash. Installed as share/bash-completion/completions/lifang.

_lifang_files() {
    # Folders and files that match an extended pattern.
    local pattern=$1 word=$2
    compopt -o filenames 2> /dev/null
    mapfile -t COMPREPLY < <(
        compgen -d -- "$word"
        shopt -s extglob
        compgen -f -X "!*.$pattern" -- "$word"
    )
}

_lifang() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]} options='--lang --progress --quiet --verbose --help'
    local commands='run load walk measure check list explain plan map audit merge compare help version'
    local subjects='measures parameters checks categories layers settings targets areas problems rejects repairs notices'
    COMPREPLY=()

    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "$commands --help --version" -- "$word")
        return
    fi
    case $before in
        --format) mapfile -t COMPREPLY < <(compgen -W 'text csv json' -- "$word"); return ;;
        --dossier) mapfile -t COMPREPLY < <(compgen -W 'all failed none' -- "$word"); return ;;
        --datum) mapfile -t COMPREPLY < <(compgen -W 'gcj02 bd09 wgs84 cgcs2000' -- "$word"); return ;;
        --sites | --scoring) compopt -o filenames 2> /dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
        --layer | --crs | --encoding | --footprint | --at | --far | --dwellings | --shard) return ;;
        --lang) mapfile -t COMPREPLY < <(compgen -W 'en zh' -- "$word"); return ;;
        --progress) mapfile -t COMPREPLY < <(compgen -W 'auto json none' -- "$word"); return ;;
        --show) mapfile -t COMPREPLY < <(compgen -W 'walkshed: tod gaps verdicts' -- "$word"); return ;;
        --size) mapfile -t COMPREPLY < <(compgen -W 'a4 a3' -- "$word"); return ;;
        --out | -o) [[ $command == map ]] && { _lifang_files '@(png|svg|pdf)' "$word"; return; } ;;
        --change) compopt -o filenames 2> /dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
        --workspace) _lifang_files lifang "$word"; return ;;
        --city) _lifang_files '@(yaml|yml)' "$word"; return ;;
        --output | --plan) compopt -o filenames 2> /dev/null
            mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
        --threads | --measure | --kind | --area | --atlas | --title) return ;;
    esac
    case $command in
        run) options+=' --change --plan --format --workspace --output --threads --allow-network' ;;
        measure) options+=' --measure --kind --area --plan --format --workspace --threads --allow-network' ;;
        load | walk | check) options+=' --plan --format --workspace --threads --allow-network' ;;
        plan) options+=' --city --coverage --format --workspace --threads --allow-network' ;;
        map) options+=' --show --out --kind --area --atlas --size --landscape --portrait --title --workspace' ;;
        audit) options+=' --change --sites --layer --crs --datum --encoding --footprint --at --area --far --dwellings'
            options+=' --dossier --scoring --shard --resume --plan --format --workspace --output --threads'
            options+=' --allow-network' ;;
        merge) options+=' --dossier --scoring --plan --format --workspace --output --threads' ;;
        compare) options+=' --output --measure --kind --area --format' ;;
        list | explain) options+=' --format --workspace' ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    elif [[ $command == help ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word")
    elif [[ $command == list && $COMP_CWORD -eq 2 ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$subjects" -- "$word")
    elif [[ $command == plan && $COMP_CWORD -eq 2 ]]; then
        mapfile -t COMPREPLY < <(compgen -W 'lint show' -- "$word")
    elif [[ $command == plan ]]; then
        compopt -o filenames 2> /dev/null
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
    elif [[ $command == compare ]]; then
        _lifang_files '@(yaml|yml|lifang|json)' "$word"
    else
        _lifang_files '@(yaml|yml)' "$word"
    fi
}

complete -F _lifang lifang
