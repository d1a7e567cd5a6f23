using System.CommandLine;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.CommandOptions;

/// <summary>What a run is allowed beyond the usual, one flag each.</summary>
internal sealed class PermissionOptions
{
    private readonly Option<bool> _removal = new("--accept-removal") { Description = "Go on although more than 1 % of the studies are gone from the sources: leave them out of the next version" };
    private readonly Option<bool> _commit = new("--commit-anyway") { Description = "Commit although more studies are in quarantine than --max-quarantine-share allows" };
    private readonly Option<bool> _reselect = new("--reselect") { Description = "Let --ids, --limit, --split and --view be others than those that the dataset was made with" };
    private readonly Option<bool> _rehash = new("--rehash") { Description = "Read every source file again, for edits that keep a file's length and time" };
    private readonly Option<bool> _miniatures = new("--allow-miniatures") { Description = "Run the shipped miniatures on real studies: their findings have no clinical meaning, and the version says so" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_removal, _commit, _reselect, _rehash, _miniatures]) command.Options.Add(option);
    }

    public RunPermissions From(ParseResult parsed) => new()
    {
        AcceptRemoval = parsed.GetValue(_removal),
        CommitAnyway = parsed.GetValue(_commit),
        Reselect = parsed.GetValue(_reselect),
        Rehash = parsed.GetValue(_rehash),
        AllowMiniatures = parsed.GetValue(_miniatures),
    };
}
