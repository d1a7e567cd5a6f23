using System.CommandLine;
using VividMed.Cli.Tests.Images;

namespace VividMed.Cli.Tests.Calls;

/// <summary>What this program did not foresee is one line as well, and never quotes what was read.</summary>
[Collection(Captured.Console)]
public sealed class DefectTests
{
    [Fact]
    public async Task A_defect_is_one_line_with_its_kind_and_place_and_without_its_message()
    {
        var command = new Command("test");
        CliAction.Set(command, static (_, _) => throw new InvalidOperationException("EFFUSION ON THE LEFT"));
        var (before, told) = (Console.Error, new StringWriter());
        Console.SetError(told);
        try
        {
            Assert.Equal(ExitCode.Failed, await command.Parse([]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.StartsWith("vividmed: a defect of vividmed (InvalidOperationException", told.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("EFFUSION", told.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", told.ToString(), StringComparison.Ordinal);
    }
}
