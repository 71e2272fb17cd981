"""python-telegram-bot finds in the sandbox what it expects of Telegram."""

import asyncio
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from tests.kit.sandbox import GROUP_ID, TOKEN, Sandbox

CHILD = 700000001
BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("Tomar", callback_data="t")]])


def make_bot(sandbox: Sandbox, token: str = TOKEN) -> Bot:
    return Bot(
        token, base_url=f"{sandbox.base_url}/bot", base_file_url=f"{sandbox.base_url}/file/bot"
    )


async def test_a_bot_sends_edits_and_reads(sandbox: Sandbox) -> None:
    sandbox.start(1)
    async with make_bot(sandbox) as bot:
        assert bot.username == "colibri_prueba_bot"
        updates = await bot.get_updates(timeout=1, allowed_updates=["message", "callback_query"])
        assert updates[0].message is not None
        assert updates[0].message.text == "/start"

        sent = await bot.send_message(
            CHILD,
            "<b>Hola</b>",
            parse_mode="HTML",
            reply_markup=BUTTON,
            reply_parameters=ReplyParameters(updates[0].message.message_id),
        )
        assert sent.text_html == "<b>Hola</b>"
        sandbox.child_presses(1, "Tomar")
        (update,) = await bot.get_updates(offset=updates[0].update_id + 1)
        assert update.callback_query is not None
        await update.callback_query.answer("Listo")
        await update.callback_query.edit_message_text("Adiós")
        await sent.set_reaction("👍")
        await sent.delete()
        keyboard = ReplyKeyboardMarkup([["Temas"]], is_persistent=True, resize_keyboard=True)
        await bot.send_message(CHILD, "Elige", reply_markup=keyboard)
        await bot.send_chat_action(CHILD, "typing")
        await bot.set_my_commands([("temas", "Ver los temas")])


async def test_a_bot_works_in_threads(sandbox: Sandbox) -> None:
    async with make_bot(sandbox) as bot:
        chat = await bot.get_chat(GROUP_ID)
        assert chat.is_forum
        thread = await bot.create_forum_topic(GROUP_ID, "Caso", icon_color=16478047)
        its: dict[str, Any] = {"chat_id": GROUP_ID, "message_thread_id": thread.message_thread_id}
        await bot.send_message(**its, text="Hola", reply_markup=BUTTON)
        sandbox.staff_says("ana", "hola", thread.message_thread_id)
        (update,) = await bot.get_updates()
        assert update.message is not None
        assert update.message.is_topic_message
        await bot.edit_forum_topic(**its, name="Caso 2")
        await bot.close_forum_topic(**its)
        await bot.reopen_forum_topic(**its)
        await bot.delete_forum_topic(**its)
        members = await bot.get_chat_administrators(GROUP_ID)
        assert {member.user.first_name for member in members} >= {"Ana"}


async def test_files_go_up_and_come_down(sandbox: Sandbox) -> None:
    voice = sandbox.child_sends(1, "voice")
    async with make_bot(sandbox) as bot:
        await bot.send_voice(GROUP_ID, voice["voice"]["file_id"])
        await bot.copy_message(GROUP_ID, CHILD, voice["message_id"])
        await bot.send_document(GROUP_ID, InputFile(b"hola", "hoja.txt"), caption="Hoja")
        file = await bot.get_file(voice["voice"]["file_id"])
        assert await file.download_as_bytearray()
    assert sandbox.group_messages()[-1]["caption"] == "Hoja"


async def test_errors_are_those_that_the_library_knows(sandbox: Sandbox) -> None:
    sandbox.start(1)
    async with make_bot(sandbox) as bot:
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(5, "a")
        sandbox.faults("too_many", "sendMessage", seconds=3)
        with pytest.raises(RetryAfter):
            await bot.send_message(CHILD, "a")
        sandbox.faults("bad_gateway", "sendMessage")
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(CHILD, "a")
        sandbox.faults("drop_after", "sendMessage")
        with pytest.raises(NetworkError):
            await bot.send_message(CHILD, "perdido")
        sandbox.block(1)
        with pytest.raises(Forbidden, match="blocked"):
            await bot.send_message(CHILD, "a")
    with pytest.raises(InvalidToken):
        async with make_bot(sandbox, "1:corto"):
            pass


async def test_the_older_of_two_bots_hears_of_the_newer(sandbox: Sandbox) -> None:
    async with make_bot(sandbox) as older, make_bot(sandbox) as newer:
        poll = asyncio.create_task(older.get_updates(timeout=5))
        await asyncio.sleep(0.2)
        await newer.get_updates()
        with pytest.raises(Conflict):
            await poll


async def test_an_application_polls_and_answers(sandbox: Sandbox) -> None:
    async def on_start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text("Hola, soy Colibrí")

    async def on_text(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(f"Dijiste: {update.message.text}")

    app = Application.builder().token(TOKEN).base_url(f"{sandbox.base_url}/bot").build()
    app.add_handler(CommandHandler("start", on_start))
    app.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, on_text))
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(timeout=2)
        await asyncio.to_thread(sandbox.start, 1)
        await asyncio.to_thread(sandbox.wait_for_child, 1, "soy Colibrí")
        await asyncio.to_thread(sandbox.child_says, 1, "kiero ayuda")
        await asyncio.to_thread(sandbox.wait_for_child, 1, "Dijiste: kiero ayuda")
        await app.updater.stop()
        await app.stop()
