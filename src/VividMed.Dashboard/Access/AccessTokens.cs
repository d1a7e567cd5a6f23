using System.Security.Cryptography;
using System.Text;

namespace VividMed.Dashboard.Access;

/// <summary>The tokens of one start of the server, one for each role: whoever holds the operators' can hand out the others.</summary>
internal sealed class AccessTokens
{
    private const int Length = 48;

    // Digests have one length, so that comparing them tells nothing about the tokens'.
    private readonly IReadOnlyList<(Role Role, string Token, byte[] Digest)> _tokens =
    [
        .. Enum.GetValues<Role>().Select(static role =>
        {
            var token = RandomNumberGenerator.GetHexString(Length, lowercase: true);
            return (role, token, Digest(token));
        }),
    ];

    public string Of(Role role) => _tokens.First(known => known.Role == role).Token;

    /// <summary>The role that a token stands for; null for no token of this start.</summary>
    public Role? RoleOf(string? given)
    {
        if (given is not { Length: > 0 }) return null;
        var digest = Digest(given);
        Role? found = null;
        foreach (var (role, _, known) in _tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(digest, known)) found = role;
        }

        return found;
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
