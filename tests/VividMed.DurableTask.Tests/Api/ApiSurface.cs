using System.Reflection;
using System.Runtime.CompilerServices;

namespace VividMed.DurableTask.Tests;

/// <summary>Writes the public and protected members of an assembly as lines: what source code that compiles against them can see.</summary>
internal static class ApiSurface
{
    private const string Root = "VividMed.DurableTask";
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>One line a type and a member. The generated classes of the wire protocol are no API.</summary>
    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetExportedTypes()
        .Where(IsApi)
        .SelectMany(type => LinesOf(type).Prepend(Line(type)))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    public static bool IsApi(Type type) =>
        type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true && type.Namespace != $"{Root}.Protocol";

    public static string Line(Type type) => $"{Place(type)} | {(IsExtensions(type) ? "extensions" : Kind(type))}";

    /// <summary>A member in C#'s words, or null for what the compiler makes of others (accessors, record plumbing).</summary>
    public static string? Line(MemberInfo member)
    {
        string? text = member switch
        {
            _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is not PropertyInfo => null,
            ConstructorInfo { IsStatic: false } constructor when IsVisible(constructor) && !IsImplied(constructor) => $"new({Parameters(constructor)})",
            MethodInfo method when IsVisible(method) && !IsPlumbing(method) => Signature(method),
            PropertyInfo property when property.Name != "EqualityContract" && IsVisible(property.GetMethod) || IsVisible(property.SetMethod) => Signature(property),
            FieldInfo { IsPublic: true, IsLiteral: true } constant => $"const {constant.Name} = {constant.GetRawConstantValue()}",
            _ => null,
        };
        return text is null ? null : $"{Place(member.DeclaringType!)} | {text}";
    }

    private static IEnumerable<string> LinesOf(Type type) =>
        typeof(Delegate).IsAssignableFrom(type)
            ? [$"{Place(type)} | {Signature(type.GetMethod("Invoke")!)}"]
            : type.GetMembers(Declared).Select(Line).OfType<string>();

    private static string Place(Type type) => IsExtensions(type)
        ? $"{type.Namespace![Root.Length..].TrimStart('.')}.*".TrimStart('.')
        : Name(type.IsGenericType ? type.GetGenericTypeDefinition() : type, full: true);

    private static bool IsExtensions(Type type) => type is { IsAbstract: true, IsSealed: true } && type.IsDefined(typeof(ExtensionAttribute), inherit: false);

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        _ => "class",
    };

    private static string Signature(MethodInfo method)
    {
        string generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        string extends = method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "";
        string @static = method.IsStatic && extends.Length == 0 ? "static " : "";
        return $"{@static}{Name(method.ReturnType)} {method.Name}{generics}({extends}{Parameters(method)})";
    }

    private static string Signature(PropertyInfo property)
    {
        bool init = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string set = IsVisible(property.SetMethod) ? init ? " init;" : " set;" : "";
        return $"{Name(property.PropertyType)} {property.Name} {{ get;{set} }}";
    }

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static bool IsImplied(ConstructorInfo constructor) => constructor.DeclaringType!.IsAbstract && constructor.GetParameters().Length == 0;

    private static bool IsPlumbing(MethodInfo method) =>
        (method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal)) || method.Name is "Deconstruct" or "PrintMembers" or "<Clone>$"
        || method.GetBaseDefinition().DeclaringType == typeof(object)
        || (method.Name is "Equals" or "op_Equality" or "op_Inequality");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Name(parameter.ParameterType)} {parameter.Name}{Default(parameter)}"));

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? "" : parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? " = default" : " = null",
        bool value => value ? " = true" : " = false",
        double value => FormattableString.Invariant($" = {value:0.0##}"),
        { } value => FormattableString.Invariant($" = {value}"),
    };

    private static string Name(Type type) => Name(type, full: false);

    private static string Name(Type type, bool full)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Name(inner) + "?";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        string name = Keyword(type) ?? type.Name.Split('`')[0];
        string arguments = type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : "";
        string outer = type.IsNested && !type.IsGenericParameter ? Name(type.DeclaringType!, full) + "." : "";
        string space = full && outer.Length == 0 && type.Namespace!.Length > Root.Length ? type.Namespace[(Root.Length + 1)..] + "." : "";
        return space + outer + name + arguments;
    }

    private static string? Keyword(Type type) => type.IsEnum ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool",
        TypeCode.Int32 => "int",
        TypeCode.Double => "double",
        TypeCode.String => "string",
        _ => type == typeof(object) ? "object" : type == typeof(void) ? "void" : null,
    };
}
