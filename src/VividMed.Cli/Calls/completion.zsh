#compdef vividmed
# Completion of vividmed for zsh. Once for this shell:   source <(vividmed completion zsh)
# For every shell to come, in a folder of $fpath:   vividmed completion zsh > ~/.zfunc/_vividmed
_vividmed() {
    local line="${LBUFFER}"
    local -a candidates
    candidates=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
    candidates=(${candidates:#})
    if (( ${#candidates} )); then compadd -a candidates; else _files; fi
}
if [[ "${funcstack[1]}" == "_vividmed" ]]; then _vividmed "$@"; else compdef _vividmed vividmed; fi
