using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VividMed.Dashboard.Access;

/// <summary>
/// Who looked at which study and who did what, as JSON lines that are only ever added to. It names studies and runs, and holds no text of
/// a report.
/// </summary>
/// <param name="file">Where the lines go; null keeps none.</param>
internal sealed class AuditLog(string? file, TimeProvider time) : IDisposable
{
    public const string FileName = "audit.jsonl";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <param name="act">Such as <c>look</c> or <c>purge</c>.</param>
    /// <param name="on">The study, run or version that it is about.</param>
    /// <param name="outcome">Such as <c>done</c> or <c>refused</c>; null where there is none to tell.</param>
    public async Task WriteAsync(Visitor who, string act, string on, string? outcome, CancellationToken cancellationToken)
    {
        if (file is null) return;
        var line = JsonSerializer.Serialize(new AuditLine(time.GetUtcNow(), who.Name, who.Role.ToString().ToLowerInvariant(), act, on, outcome), Format);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await File.AppendAllTextAsync(file, line + "\n", cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private sealed record AuditLine(DateTimeOffset At, string Who, string Role, string Act, string On, string? Outcome);
}
