using VividMed.Taxonomy;

namespace VividMed.Shards;

/// <summary>A store's address, credentials or a blob's name cannot be used. The message never holds a secret. Codes: such as <c>bad-store-address</c>.</summary>
public sealed class StorageException(string code, string message, Exception? inner = null) : ReasonException(code, message, inner);
