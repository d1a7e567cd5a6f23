using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>Histories, stored as chunks of the events that one turn appended, each under the position of its first event.</summary>
internal static class HistoryTable
{
    private const int MaxChunkBytes = 1 << 20;

    private static readonly RowStatement Insert = new(
        "INSERT INTO history(instance, position, payload) VALUES ($1, $2, $3)",
        "INSERT INTO history(instance, position, payload) SELECT * FROM unnest($1, $2, $3)",
        typeof(long), typeof(int), typeof(byte[]));

    /// <summary>Appends events after <paramref name="position"/> and answers their serialized size.</summary>
    public static long Append(SqlSession db, long instance, int position, IReadOnlyList<HistoryEvent> events)
    {
        var total = 0L;
        var size = 0;
        var chunk = new HistoryChunk();
        foreach (var e in events)
        {
            var next = HistoryEvents.SizeOf(e);
            if (chunk.Events.Count > 0 && size + next > MaxChunkBytes)
            {
                position += Flush(db, instance, position, chunk);
                size = 0;
            }

            chunk.Events.Add(e);
            size += next;
            total += next;
        }

        Flush(db, instance, position, chunk);
        return total;
    }

    /// <summary>The chunk that begins at a position; empty after the last.</summary>
    public static IReadOnlyList<HistoryEvent> Read(SqlSession db, long instance, int position) =>
        db.First("SELECT payload FROM history WHERE instance = $1 AND position = $2",
            row => HistoryChunk.Parser.ParseFrom(row.GetBytes(0)), instance, position)?.Events ?? [];

    public static IReadOnlyList<HistoryEvent> ReadAll(SqlSession db, long instance) =>
        [.. db.Query("SELECT payload FROM history WHERE instance = $1 ORDER BY position",
            row => HistoryChunk.Parser.ParseFrom(row.GetBytes(0)), instance).SelectMany(chunk => chunk.Events)];

    public static void DeleteAll(SqlSession db, long instance) => db.Post("DELETE FROM history WHERE instance = $1", instance);

    private static int Flush(SqlSession db, long instance, int position, HistoryChunk chunk)
    {
        var count = chunk.Events.Count;
        if (count > 0) db.Write(Insert, null, instance, position, chunk.ToByteArray());
        chunk.Events.Clear();
        return count;
    }
}
