# Completion of vividmed for fish. Once for this shell:   vividmed completion fish | source
# For every shell to come:   vividmed completion fish > ~/.config/fish/completions/vividmed.fish
function __vividmed_complete
    set -l line (commandline -cp)
    vividmed "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete -c vividmed -a '(__vividmed_complete)'
