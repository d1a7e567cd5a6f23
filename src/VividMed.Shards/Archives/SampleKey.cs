using System.Buffers;
using System.Globalization;
using System.Text;

namespace VividMed.Shards.Archives;

/// <summary>
/// A study's id as a member's name can hold it, and back: letters, digits, '-' and '_' stand for themselves (a leading '-' not, which
/// command lines take for an option), every other byte of its UTF-8 is <c>~</c> and two hex digits. A key holds no dot, because
/// readers of archives group members by what stands before the first one.
/// </summary>
public static class SampleKey
{
    private const char Escape = '~';

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Orders ids as their keys are ordered, which is the order of samples in every archive.</summary>
    public static IComparer<string> Order { get; } = Comparer<string>.Create(static (one, other) => string.CompareOrdinal(Of(one), Of(other)));

    /// <summary>The id's key.</summary>
    /// <exception cref="ShardException"><c>bad-sample-id</c>: empty, or half a character.</exception>
    public static string Of(string id)
    {
        if (id.Length > 0 && id[0] != '-' && id.AsSpan().IndexOfAnyExcept(Plain) < 0) return id;
        var key = new StringBuilder(3 * id.Length);
        foreach (var value in Bytes(id))
        {
            if (Plain.Contains((char)value) && !(value == '-' && key.Length == 0)) key.Append((char)value);
            else key.Append(Escape).Append(CultureInfo.InvariantCulture, $"{value:x2}");
        }

        return key.ToString();
    }

    /// <summary>The id of a key.</summary>
    /// <exception cref="ShardException"><c>bad-sample-key</c>: no id has it.</exception>
    public static string IdOf(string key)
    {
        var bytes = new List<byte>(key.Length);
        for (var at = 0; at < key.Length; at++)
        {
            if (key[at] != Escape)
            {
                bytes.Add((byte)key[at]);
                continue;
            }

            var digits = key.AsSpan(at + 1, Math.Min(2, key.Length - at - 1));
            if (byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) bytes.Add(value);
            at += digits.Length;
        }

        // Whatever was passed over or written in another way shows itself on the way back.
        return TryDecode([.. bytes]) is { Length: > 0 } id && Of(id) == key
            ? id
            : throw new ShardException("bad-sample-key", $"{key} is the key of no id.");
    }

    private static string? TryDecode(byte[] bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static byte[] Bytes(string id)
    {
        try
        {
            if (id.Length > 0) return Utf8.GetBytes(id);
        }
        catch (EncoderFallbackException)
        {
            // half of a surrogate pair: no text that could be written down and read again
        }

        throw new ShardException("bad-sample-id", "A study's id is empty or no valid text; give it another one in the dataset's table.");
    }
}
