using System.Collections.Concurrent;

namespace VividMed.DurableTask;

internal static class ExceptionTypes
{
    private static readonly ConcurrentDictionary<string, Type> s_known = new(StringComparer.Ordinal);

    /// <summary>The exception type of this full name among the loaded assemblies, or null.</summary>
    public static Type? Find(string fullName)
    {
        if (s_known.TryGetValue(fullName, out Type? known))
        {
            return known;
        }

        Type? found = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(fullName, throwOnError: false))
            .FirstOrDefault(type => type is not null && typeof(Exception).IsAssignableFrom(type));
        if (found is not null)
        {
            // Only hits are kept: an assembly loaded later may still bring a missing type, and misses are unbounded input.
            s_known[fullName] = found;
        }

        return found;
    }
}
