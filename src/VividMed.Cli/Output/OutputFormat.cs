namespace VividMed.Cli;

/// <summary>How a read is printed.</summary>
internal enum OutputFormat
{
    Table,
    Json,
}
