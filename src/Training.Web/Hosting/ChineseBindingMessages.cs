using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Training.Web.Hosting;

/// <summary>What a person reads when a value cannot be read at all; the forms' own rules carry their own sentences.</summary>
public static class ChineseBindingMessages
{
    public static void Set(DefaultModelBindingMessageProvider messages)
    {
        messages.SetMissingBindRequiredValueAccessor(_ => "这一项没有填。");
        messages.SetMissingKeyOrValueAccessor(() => "这一项没有填。");
        messages.SetMissingRequestBodyRequiredValueAccessor(() => "没有收到内容。再试一次。");
        messages.SetValueMustNotBeNullAccessor(_ => "这一项没有填。");
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => $"“{value}”读不懂，换个写法。");
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => $"“{value}”读不懂，换个写法。");
        messages.SetUnknownValueIsInvalidAccessor(_ => "这一项读不懂，换个写法。");
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => "这一项读不懂，换个写法。");
        messages.SetValueIsInvalidAccessor(value => $"“{value}”读不懂，换个写法。");
        messages.SetValueMustBeANumberAccessor(_ => "这里要填数字。");
        messages.SetNonPropertyValueMustBeANumberAccessor(() => "这里要填数字。");
    }
}
