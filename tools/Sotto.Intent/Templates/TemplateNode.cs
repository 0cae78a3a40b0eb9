namespace Sotto.Intent.Templates;

/// <summary>A part of a template.</summary>
public abstract record TemplateNode;

/// <summary>A word as the normaliser gives it.</summary>
/// <param name="Word">The word.</param>
public sealed record Literal(string Word) : TemplateNode;

/// <summary>One part after the other.</summary>
/// <param name="Parts">The parts.</param>
public sealed record Sequence(IReadOnlyList<TemplateNode> Parts) : TemplateNode;

/// <summary>One of several.</summary>
/// <param name="Choices">The parts.</param>
/// <param name="IsOptional">Whether none will do too.</param>
public sealed record Alternatives(IReadOnlyList<TemplateNode> Choices, bool IsOptional) : TemplateNode;

/// <summary>All parts in any order.</summary>
/// <param name="Parts">The parts.</param>
public sealed record Permutation(IReadOnlyList<TemplateNode> Parts) : TemplateNode;

/// <summary>A value of a list, which fills a slot.</summary>
/// <param name="List">The list's name.</param>
/// <param name="Slot">The slot's name.</param>
public sealed record ListReference(string List, string Slot) : TemplateNode;

/// <summary>A rule.</summary>
/// <param name="Rule">Its name.</param>
public sealed record RuleReference(string Rule) : TemplateNode;
