using Mono.Cecil;

namespace Training.Architecture.Tests.Reading;

/// <summary>One type as compiled, with the full names of every type it mentions; members are written "Type::Member".</summary>
public sealed record CompiledType(string FullName, IReadOnlySet<string> Mentions)
{
    public string Namespace => NamespaceOf(FullName);

    public string Name => FullName[(FullName.LastIndexOf('.') + 1)..];

    /// <summary>The part before the type's own name; nested types count with the type around them.</summary>
    public static string NamespaceOf(string fullName)
    {
        var end = fullName.IndexOf('/', StringComparison.Ordinal);
        var outer = end < 0 ? fullName : fullName[..end];
        var dot = outer.LastIndexOf('.');
        return dot < 0 ? "" : outer[..dot];
    }
}

/// <summary>
/// Reads what types really refer to from the compiled assemblies: a using directive that nothing needs does not count, and a full name
/// written in the middle of a method does. Constants are copied by the compiler and leave no trace.
/// </summary>
public static class CompiledTypes
{
    public static IReadOnlyList<CompiledType> Domain { get; } = Read("Training.Domain.dll");

    public static IReadOnlyList<CompiledType> Jobs { get; } = Read("Training.Jobs.dll");

    public static IReadOnlyList<CompiledType> Web { get; } = Read("Training.Web.dll");

    public static IEnumerable<CompiledType> All => Domain.Concat(Jobs).Concat(Web);

    private static List<CompiledType> Read(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly));
        return [.. module.Types.Where(t => t.Namespace.Length > 0 || t.Name == "Program").Select(t =>
        {
            var mentions = new HashSet<string>();
            Collect(t, mentions);
            return new CompiledType(t.FullName, mentions);
        })];
    }

    private static void Collect(TypeDefinition type, HashSet<string> mentions)
    {
        Add(type.BaseType, mentions);
        AddAttributes(type, mentions);
        foreach (var implemented in type.Interfaces)
        {
            Add(implemented.InterfaceType, mentions);
        }

        foreach (var parameter in type.GenericParameters.SelectMany(p => p.Constraints))
        {
            Add(parameter.ConstraintType, mentions);
        }

        foreach (var field in type.Fields)
        {
            Add(field.FieldType, mentions);
            AddAttributes(field, mentions);
        }

        foreach (var property in type.Properties)
        {
            AddAttributes(property, mentions);
        }

        foreach (var method in type.Methods)
        {
            Collect(method, mentions);
        }

        foreach (var nested in type.NestedTypes)
        {
            Collect(nested, mentions);
        }
    }

    private static void Collect(MethodDefinition method, HashSet<string> mentions)
    {
        Add(method.ReturnType, mentions);
        AddAttributes(method, mentions);
        foreach (var parameter in method.Parameters)
        {
            Add(parameter.ParameterType, mentions);
        }

        if (!method.HasBody)
        {
            return;
        }

        foreach (var variable in method.Body.Variables)
        {
            Add(variable.VariableType, mentions);
        }

        foreach (var operand in method.Body.Instructions.Select(i => i.Operand))
        {
            switch (operand)
            {
                case TypeReference t:
                    Add(t, mentions);
                    break;
                case MethodReference m:
                    Add(m.DeclaringType, mentions);
                    Add(m.ReturnType, mentions);
                    mentions.Add($"{m.DeclaringType.GetElementType().FullName}::{m.Name}");
                    foreach (var argument in (m as GenericInstanceMethod)?.GenericArguments ?? [])
                    {
                        Add(argument, mentions);
                    }

                    foreach (var parameter in m.Parameters)
                    {
                        Add(parameter.ParameterType, mentions);
                    }

                    break;
                case FieldReference f:
                    Add(f.DeclaringType, mentions);
                    Add(f.FieldType, mentions);
                    break;
            }
        }
    }

    private static void AddAttributes(ICustomAttributeProvider provider, HashSet<string> mentions)
    {
        foreach (var attribute in provider.CustomAttributes)
        {
            Add(attribute.AttributeType, mentions);
            foreach (var argument in attribute.ConstructorArguments.Where(a => a.Value is TypeReference))
            {
                Add((TypeReference)argument.Value, mentions);
            }
        }
    }

    private static void Add(TypeReference? type, HashSet<string> mentions)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                Add(generic.ElementType, mentions);
                foreach (var argument in generic.GenericArguments)
                {
                    Add(argument, mentions);
                }

                return;
            case TypeSpecification specification:
                Add(specification.ElementType, mentions);
                return;
            default:
                mentions.Add(type.FullName);
                return;
        }
    }
}
