namespace VividMed.Shards.Archives;

/// <summary>
/// Member names: <c>{key}.msg</c>, <c>{key}.{i}.png</c>, <c>{key}.{i}.nii.gz</c>, where the key is that of the study's id
/// (<see cref="SampleKey"/>). Archives of layout 1 have <c>{id}.sample.msgpack</c> for the record.
/// </summary>
public static class ShardNames
{
    /// <summary>Ends in what webdataset, a common reader of such archives, decodes as MessagePack by itself.</summary>
    public const string RecordSuffix = ".msg";

    private const string OldRecordSuffix = ".sample.msgpack";

    /// <summary>The member of a study's record.</summary>
    /// <exception cref="ShardException"><c>bad-sample-id</c>: no id.</exception>
    public static string Record(string id) => SampleKey.Of(id) + RecordSuffix;

    /// <summary>The member of a study's image i: .nii.gz for a volume, .png for a flat image.</summary>
    public static string Image(string id, int index, bool volume) => $"{SampleKey.Of(id)}.{index}{(volume ? ".nii.gz" : ".png")}";

    /// <summary>What stands before the first dot.</summary>
    public static string KeyOf(string member) => member.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? member[..dot] : member;

    internal static bool IsRecord(string member) =>
        member.EndsWith(RecordSuffix, StringComparison.Ordinal) || member.EndsWith(OldRecordSuffix, StringComparison.Ordinal);

    /// <summary>Whether the member is the record of the id, in either layout.</summary>
    internal static bool IsRecordOf(string member, string id) => member == Record(id) || member == id + OldRecordSuffix;

    /// <summary>Whether the member is image i of the id.</summary>
    internal static bool IsImageOf(string member, string id, int index) =>
        member == Image(id, index, volume: false) || member == Image(id, index, volume: true);

    /// <summary>The same in layout 1, where an id that begins with '-' was its own key.</summary>
    internal static bool IsOldImageOf(string member, string id, int index) =>
        id.StartsWith('-') && (member == $"{id}.{index}.png" || member == $"{id}.{index}.nii.gz");
}
