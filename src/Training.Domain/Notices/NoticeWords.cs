using System.Globalization;

namespace Training.Domain.Notices;

/// <summary>The words of a notice on page and paper, and how a name is masked once it is over.</summary>
public static class NoticeWords
{
    public static string Subject(string subject) => subject switch
    {
        NoticeSubjects.Trainer => "讲师入库",
        NoticeSubjects.Station => "培训站点",
        NoticeSubjects.Commendation => "表扬名单",
        NoticeSubjects.Deadline => "限期答复",
        _ => "其他事项",
    };

    /// <summary>Heads of the columns: name, unit, remark.</summary>
    public static (string Name, string Unit, string Remark) Columns(string subject) => subject switch
    {
        NoticeSubjects.Trainer => ("姓名", "工作单位", "类别和专业"),
        NoticeSubjects.Station => ("站点", "地址", "类型和承接主体"),
        NoticeSubjects.Commendation => ("姓名或单位", "所在单位", "事迹"),
        _ => ("事项", "单位", "说明"),
    };

    public static string Outcome(NoticeOutcome outcome) => outcome switch
    {
        NoticeOutcome.Passed => "通过",
        NoticeOutcome.StruckOff => "取消",
        NoticeOutcome.Withdrawn => "撤回",
    };

    public static string Publisher(string region) => $"{region}民政局";

    /// <summary>王桂兰 → 王*兰, 王兰 → 王*: whole characters, whatever plane they stand on.</summary>
    public static string Masked(string name)
    {
        var signs = new StringInfo(name);
        var length = signs.LengthInTextElements;
        return length switch
        {
            0 => "",
            1 => "*",
            2 => signs.SubstringByTextElements(0, 1) + "*",
            _ => signs.SubstringByTextElements(0, 1) + new string('*', length - 2) + signs.SubstringByTextElements(length - 1),
        };
    }

    public static string Day(DateOnly date) => $"{date.Year}年{date.Month}月{date.Day}日";
}
