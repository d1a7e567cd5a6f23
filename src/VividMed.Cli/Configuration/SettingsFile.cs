using System.Text;
using System.Text.Json;

namespace VividMed.Cli.Configuration;

/// <summary>
/// <c>local.settings.json</c> in the shape that Azure Functions gave it: <c>IsEncrypted</c>, and <c>Values</c> with one text a name.
/// It is read token by token, because a fault is named with its line.
/// </summary>
internal ref struct SettingsFile
{
    public const string Name = "local.settings.json";

    private const string Encrypted = "IsEncrypted";
    private const string Values = "Values";

    private readonly string _path;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly List<SettingValue> _read = [];
    private Utf8JsonReader _json;

    private SettingsFile(string path, ReadOnlySpan<byte> bytes)
    {
        _path = path;
        _bytes = bytes;
        _json = new Utf8JsonReader(bytes, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    /// <summary>The file and the line of the token at hand.</summary>
    private readonly string Place => $"{_path}:{1 + _bytes[..(int)_json.TokenStartIndex].Count((byte)'\n')}";

    /// <summary>What the file sets, in its order; nothing where there is none.</summary>
    /// <exception cref="CliException">The file cannot be read, with the line at fault.</exception>
    public static IReadOnlyList<SettingValue> Read(string path)
    {
        if (!File.Exists(path)) return [];
        try
        {
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
            return new SettingsFile(path, bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes).Read();
        }
        catch (JsonException malformed)
        {
            // Its own message may quote the file.
            var place = $"{path}:{malformed.LineNumber + 1}: no JSON from column {malformed.BytePositionInLine + 1} on";
            throw new CliException($"{place}; look for a quote, comma or brace that is missing or too many");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path}: the file cannot be read: {unreadable.Message}");
        }
    }

    private List<SettingValue> Read()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw Fault($"the file holds {{ \"{Encrypted}\": false, \"{Values}\": {{ ... }} }}");
        }

        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text();
            if (name is not (Encrypted or Values))
            {
                throw Fault($"'{name}' is neither {Encrypted} nor {Values}; settings stand inside \"{Values}\"");
            }

            _json.Read();
            if (name == Values) ReadValues();
            else ReadEncrypted();
        }

        // Whatever follows the object is a fault that the reader itself tells.
        _json.Read();
        return _read;
    }

    private readonly void ReadEncrypted()
    {
        if (_json.TokenType == JsonTokenType.False) return;
        throw Fault(_json.TokenType == JsonTokenType.True
            ? $"{Encrypted} is true, and vividmed cannot decrypt: write the values in plain and set it to false"
            : $"{Encrypted} takes false");
    }

    private void ReadValues()
    {
        if (_json.TokenType != JsonTokenType.StartObject) throw Fault($"{Values} takes an object with one text a name");
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text();
            var setting = KnownSettings.Find(name)
                ?? throw Fault($"there is no setting '{name}'; did you mean '{KnownSettings.Nearest(name).Name}'?");
            _json.Read();
            _read.Add(new(setting, ReadText(name), Place));
        }
    }

    private readonly string? ReadText(string name) => _json.TokenType switch
    {
        JsonTokenType.String => Text(),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(_json.ValueSpan),
        JsonTokenType.Null => null,
        _ => throw Fault($"{name} takes a text; parts of a name are joined by a colon, as in \"{KnownSettings.LlmEndpoint.Name}\""),
    };

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault("the text is not UTF-8; save the file in that encoding");
        }
    }

    private readonly CliException Fault(string message) => new($"{Place}: {message}");
}
