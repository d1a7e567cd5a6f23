namespace VividMed.Cli.Tests.Images;

/// <summary>What a command wrote to stdout and stderr, and how it exited. The console is one for the process: such tests share a collection.</summary>
internal sealed record Captured(int Exit, string Output, string Errors)
{
    public const string Console = "console";

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<Captured> RunAsync(params string[] arguments)
    {
        var (output, errors) = (System.Console.Out, System.Console.Error);
        var written = new StringWriter { NewLine = "\n" };
        var complained = new StringWriter { NewLine = "\n" };
        System.Console.SetOut(written);
        System.Console.SetError(complained);
        try
        {
            return new Captured(await CommandLine.RunAsync(arguments), written.ToString(), complained.ToString());
        }
        finally
        {
            System.Console.SetOut(output);
            System.Console.SetError(errors);
        }
    }
}
