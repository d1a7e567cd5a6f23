# Completion of vividmed for bash. Once for this shell:   source <(vividmed completion bash)
# For every shell to come:   vividmed completion bash > ~/.local/share/bash-completion/completions/vividmed
_vividmed() {
    local word line IFS=$'\n'
    # Bash cuts words at '=' and ':'; the program is asked about the line as it stands up to the cursor.
    line=${COMP_LINE:0:COMP_POINT}
    word=${COMP_WORDS[COMP_CWORD]}
    [[ $word == [=:] ]] && word=
    COMPREPLY=()
    while read -r candidate; do
        [[ $candidate == "$word"* ]] && COMPREPLY+=("$candidate")
    done < <("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)
}
# Where the program knows nothing, such as the name of a file, bash completes as usual.
complete -o default -F _vividmed vividmed
