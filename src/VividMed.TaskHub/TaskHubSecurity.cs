using System.Security.Cryptography.X509Certificates;

namespace VividMed.TaskHub;

/// <summary>Who may reach a hub, and how. Without a certificate and tokens a hub listens on loopback only.</summary>
public sealed record TaskHubSecurity
{
    /// <summary>The server's certificate with its private key; null serves without TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Bearer tokens, each of which lets a caller in; empty lets everybody in.</summary>
    public IReadOnlyCollection<string> Tokens { get; init; } = [];

    /// <summary>Listens beyond loopback even without a certificate or tokens: whoever reaches the port may do everything.</summary>
    public bool Insecure { get; init; }

    /// <summary>Reads a certificate: a PFX file with its password, or a PEM file that holds certificate and key.</summary>
    /// <exception cref="TaskHubException">The file is missing, is no certificate, or the password is not its.</exception>
    public static X509Certificate2 ReadCertificate(string path, string? password)
    {
        try
        {
            return Path.GetExtension(path).ToUpperInvariant() is ".PFX" or ".P12"
                ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
                : string.IsNullOrEmpty(password)
                ? X509Certificate2.CreateFromPemFile(path)
                : X509Certificate2.CreateFromEncryptedPemFile(path, password);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new TaskHubException("certificate-unreadable", "The certificate cannot be read: it takes a PFX file or a PEM file with certificate and key, and its password.", e);
        }
    }

    /// <summary>Reads one token a line; empty lines and lines that begin with # do not count.</summary>
    /// <exception cref="TaskHubException">The file cannot be read or holds no token.</exception>
    public static IReadOnlyList<string> ReadTokens(string path)
    {
        try
        {
            string[] tokens = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line is not "" && line[0] != '#')];
            return tokens.Length > 0
                ? tokens
                : throw new TaskHubException("tokens-missing", "The token file holds no token: it takes one a line.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TaskHubException("tokens-unreadable", "The token file cannot be read.", e);
        }
    }

    /// <exception cref="TaskHubException">The hub would be open to the network.</exception>
    internal void CheckRemote()
    {
        if (Insecure || (Certificate is not null && Tokens.Count > 0)) return;
        throw new TaskHubException(
            "remote-unprotected", "A hub listens beyond loopback only with a certificate and a token file; --insecure does without, on a network that you trust.");
    }
}
