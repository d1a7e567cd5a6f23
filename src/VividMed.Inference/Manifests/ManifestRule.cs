namespace VividMed.Inference;

/// <summary>Refuses a manifest by the name of the field that is wrong.</summary>
internal sealed class ManifestRule(string model)
{
    /// <exception cref="ModelException"><c>manifest-invalid</c>.</exception>
    public void Require(string field, bool condition, string otherwise)
    {
        if (!condition) throw new ModelException("manifest-invalid", $"the manifest of model '{model}' is not valid: {field} {otherwise}");
    }

    /// <summary>Checks which roles have a tensor.</summary>
    public void Roles(string field, IReadOnlyDictionary<string, string> given, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        foreach (var role in required) Require($"{field}.{role}", given.ContainsKey(role), "is missing: no tensor has this role");
        foreach (var (role, tensor) in given)
        {
            Require($"{field}.{role}", required.Contains(role) || optional.Contains(role), $"is not known here; the roles are {string.Join(", ", required.Concat(optional))}");
            Require($"{field}.{role}", tensor.Length > 0, "names no tensor");
        }
    }
}
