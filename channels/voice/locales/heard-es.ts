import type { HeardWords } from './words-to-hear.ts';

export const heardEs: HeardWords = {
  fillers:
    'hola alo bueno buenos buenas dias tardes noches eh este ehm mmm pues mire oiga disculpe disculpa perdon por favor porfavor porfa gracias ' +
    'senor senora senorita quiero quisiera necesito deseo marco marque marcar presiono oprimo elijo escojo opcion numero tecla ' +
    'la el los las lo un una unos unas de del al a para en con y que es seria servicios servicio',
  keys: {
    cero: '0', uno: '1', una: '1', primero: '1', primera: '1', dos: '2', segundo: '2', segunda: '2', tres: '3', tercero: '3',
    tercera: '3', cuatro: '4', cinco: '5', seis: '6', siete: '7', ocho: '8', nueve: '9', asterisco: '*', estrella: '*',
  },
  yes: 'si sip claro correcto correcta afirmativo exacto exactamente vale okey ok listo dale efectivamente aja obvio acepto confirmo confirmado perfecto',
  no: 'no nop negativo incorrecto incorrecta nada ninguno ninguna tampoco nunca jamas',
  besideYesOrNo: 'asi eso esa ese esta esas esos estas estos ellas ellos anteriores opciones senor senora acuerdo supuesto luego mismo estoy yo creo pienso muy bien todo la verdad hay son',
  yesPhrases: [
    'de acuerdo', 'por supuesto', 'desde luego', 'asi es', 'eso es', 'eso', 'esa es', 'ese es', 'esta bien', 'como no', 'cierto',
    'es cierto', 'creo que si', 'claro que si', 'por supuesto que si', 'muy bien', 'bueno', 'si no hay problema', 'no hay problema',
  ],
  noPhrases: [
    'claro que no', 'por supuesto que no', 'para nada', 'creo que no', 'no es eso', 'eso no es', 'eso no', 'esa no es', 'que no', 'no senor',
    'no senora', 'no es correcto', 'no esta bien', 'no no es', 'no es asi', 'no estoy de acuerdo', 'no de acuerdo', 'la verdad no',
  ],
  person: 'persona operador operadora agente agentes asesor asesora representante humano humana alguien recepcionista ejecutivo ejecutiva',
  besidePerson:
    'hablar hablo hable comunicarme comuniqueme comunicame comunique comunicar paseme pasame pasar transfierame transferir atienda atender ' +
    'atiendan ser real con me puede pueden podria puedo quien prefiero directamente mejor si solo por telefono viva vivo poner ponga pongame',
  back: ['volver', 'volver atras', 'atras', 'regresar', 'regreso', 'anterior', 'menu anterior', 'volver menu anterior', 'regresar menu anterior', 'vuelva', 'devolver', 'devolverme', 'regresa', 'vuelve'],
  repeat: ['repetir', 'repita', 'repite', 'repitalo', 'repitame', 'otra vez', 'de nuevo', 'nuevamente', 'como', 'como dijo', 'no escuche', 'no oi', 'no entendi', 'puede repetir', 'me puede repetir', 'repita opciones'],
  language: 'espanol castellano spanish',
  stopped: {
    yes: ['no puedo trabajar', 'no podemos trabajar', 'no puedo hacer nada', 'no podemos hacer nada', 'me impide', 'nos impide', 'estoy parado', 'estoy parada', 'estamos parados', 'totalmente', 'completamente', 'del todo'],
    no: ['si puedo', 'si podemos', 'puedo seguir', 'podemos seguir', 'todavia puedo', 'aun puedo', 'no me impide', 'no nos impide', 'no impide', 'puedo trabajar igual'],
  },
  others: {
    yes: ['todos', 'todas', 'todo el mundo', 'toda la', 'todo el', 'varios', 'varias', 'muchos', 'muchas', 'otros', 'otras', 'otra persona', 'otro companero', 'mis companeros', 'mas personas', 'mas gente', 'somos'],
    no: ['solo yo', 'solo a mi', 'solamente yo', 'solamente a mi', 'nadie mas', 'unicamente yo', 'a nadie mas', 'soy el unico', 'soy la unica', 'no hay otras', 'no hay otros', 'no que yo sepa'],
  },
  callback: {
    wish: ['llamenme', 'llameme', 'me llamen', 'me llame', 'me llaman', 'me devuelvan', 'devuelvanme', 'devolucion de llamada', 'que me llamen', 'devolver la llamada'],
    otherTime: ['otra hora', 'otro momento', 'mas tarde', 'mas adelante', 'otro horario', 'despues'],
    otherNumber: ['otro numero', 'otro telefono', 'a otro', 'cambiar el numero', 'otro celular', 'numero diferente'],
    line: ['volver a la linea', 'volver', 'seguir esperando', 'sigo esperando', 'espero en la linea', 'esperar', 'prefiero esperar', 'regresar a la linea', 'me quedo'],
  },
  openTicket: {
    hear: ['repita', 'repetir', 'escuchar', 'oir', 'estado', 'como va', 'otra vez', 'en que va'],
    addWords: ['agregar', 'anadir', 'adicionar', 'complementar', 'agregue', 'dejar un mensaje', 'mas informacion', 'mas datos'],
    newMatter: ['otra cosa', 'otro asunto', 'otro tema', 'algo nuevo', 'nueva solicitud', 'solicitud nueva', 'otra solicitud', 'asunto nuevo', 'otro problema', 'asunto diferente'],
  },
};
