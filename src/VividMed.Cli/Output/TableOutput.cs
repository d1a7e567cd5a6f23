using Spectre.Console;

namespace VividMed.Cli;

/// <summary>A plain table on stdout; no colours when it is not a terminal.</summary>
internal static class TableOutput
{
    /// <summary>One object, a property a row, named as in its JSON.</summary>
    public static void WriteRecord(object record) => Write(["", ""], JsonOutput.Properties(record).Select(property => (IReadOnlyList<string>)[property.Name, property.Value]));

    public static void Write(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in headings) table.AddColumn(new TableColumn(new Text(heading)));
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected) console.Profile.Width = 240;
        console.Write(table);
    }
}
